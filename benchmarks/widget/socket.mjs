// What widgets of Rasa talk with: a socket.io server that confirms each talk and answers each message at once. It prints its port.

import { createServer } from "node:http";
import { Server } from "socket.io";

const http = createServer();
new Server(http, { cors: { origin: "*" } }).on("connection", (socket) => {
  socket.on("session_request", () => socket.emit("session_confirm", socket.id));
  socket.on("user_uttered", () => socket.emit("bot_uttered", { text: "Hoe gaat het met je?" }));
});
http.listen(0, "127.0.0.1", () => console.log(http.address().port));
