/* A talk that goes nowhere: what the widget asks is answered out of the page itself (web/partner_desk/preview.py). */
const { config, opening, answers } = JSON.parse(document.getElementById("gespeeld").textContent);
const understood = { audience: null, condition: null, region: null, needs: [], bouwsteen: null };
let said = opening;

// Each frame begins anew: the memory of the tab is closed to it, as it can be on a website.
Object.defineProperty(window, "sessionStorage", {
  get() {
    throw new DOMException("closed", "SecurityError");
  },
});

const answer = (method, path, body) => {
  if (path.startsWith("widget")) return config;
  if (path === "messages" && method === "GET") return { session: "voorbeeld", messages: said, understood };
  if (path === "messages") {
    const messages = answers[body.choice ?? ""] ?? answers[""];
    said = [...said, ...messages];
    return { messages, understood };
  }
  said = opening;
  return { session: "voorbeeld", token: "voorbeeld", messages: said, understood };
};

window.fetch = async (address, options = {}) => {
  const path = String(address).split("/api/v1/")[1] ?? "";
  const method = options.method ?? "GET";
  if (method === "DELETE") {
    said = opening;
    return new Response(null, { status: 204 });
  }
  return Response.json(answer(method, path, options.body ? JSON.parse(options.body) : {}));
};
