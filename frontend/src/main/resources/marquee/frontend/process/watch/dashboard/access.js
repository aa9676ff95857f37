// Who this page is to the front end: nobody in a lab, where everybody is believed, else the bearer of
// a token, which this tab keeps and forgets when it is closed.

const KEY = "marquee-token";

// What no header can carry is no token: the front end asks for one again.
export const token = () => {
  const kept = sessionStorage.getItem(KEY) ?? "";
  return /^[!-~]*$/.test(kept) ? kept : "";
};

export function useToken(text) {
  if (text === "") sessionStorage.removeItem(KEY);
  else sessionStorage.setItem(KEY, text);
}

export const headers = () => (token() === "" ? {} : { Authorization: `Bearer ${token()}` });

// Sends a request and gives its status, headers and JSON; status 0 where nobody answered.
export async function ask(method, path, body, more = {}) {
  const init = { method, headers: { ...headers(), ...more }, cache: "no-store" };
  if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers["Content-Type"] = "application/json";
  }
  try {
    const reply = await fetch(path, init);
    return { status: reply.status, headers: reply.headers, body: await reply.json() };
  } catch (e) {
    return { status: 0, headers: new Headers(), body: { code: "NO_ANSWER", detail: String(e.message) } };
  }
}
