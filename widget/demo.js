// The demo page needs nothing but the element itself.
import "./wegwijs-chat.js";
