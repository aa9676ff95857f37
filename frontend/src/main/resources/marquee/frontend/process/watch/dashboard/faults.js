// Buttons for what is made to go wrong, per role.
import { ask } from "./access.js";
import { byId, element, pressed, say } from "./basics.js";

const REPLICA = [
  ["lie", "wrong-reply:3", "three wrong replies"], ["kill", "crash", "its process ends"], ["hang", "hang", "its loop stands still"],
  ["silence", "silent", "replies are kept back"], ["rot", "wrong-state", "a record of its state is changed"], ["slow", "slow:200ms", "each reply is 200 ms late"],
];
const LINK = [
  ["lose", "drop:20%", "every fifth datagram is lost"], ["double", "duplicate:20%", "every fifth datagram is sent twice"],
  ["reorder", "reorder:20%", "every fifth datagram is held back"], ["damage", "corrupt:10%", "every tenth datagram is damaged"],
  ["delay", "delay:20ms", "every datagram is 20 ms late"],
];
const CLEAR = ["clear", "clear", "does nothing wrong any more"];

export class Faults {
  furnish(state) {
    const roles = [...state.nodes(/^R\d+$/), "sequencer", ...state.nodes(/^frontend-/), ...state.nodes(/^RM\d+$/), "all"];
    const isReplica = (role) => /^R\d+$/.test(role);
    byId("faults").replaceChildren(...roles.filter(isReplica).map((role) => this.row(role)),
      element("details", {}, element("summary", { text: "The links of everybody else" }),
        ...roles.filter((role) => !isReplica(role)).map((role) => this.row(role))));
  }

  row(role) {
    const groups = [];
    if (/^R\d+$/.test(role)) groups.push(this.group(role, "replica", REPLICA));
    groups.push(this.group(role, "its links", LINK), this.group(role, "", [CLEAR]));
    return element("div", { class: "fault-row", role: "group", "aria-label": `Faults of ${role}` },
      element("h3", { text: role }), ...groups);
  }

  group(role, title, faults) {
    const buttons = faults.map(([name, notation, words]) => {
      const button = element("button", {
        type: "button", text: name, title: `${notation}: ${words}`, "aria-label": `${role}: ${name}, ${words}`,
        "data-role": role, "data-fault": notation,
      });
      if (name === "kill" || name === "lie") button.className = "grave";
      button.addEventListener("click", () => this.order(role, notation, button));
      return button;
    });
    return element("div", { class: "buttons" }, ...(title === "" ? [] : [element("span", { class: "faint", text: title })]), ...buttons);
  }

  async order(role, faults, button) {
    const seed = crypto.getRandomValues(new Uint32Array(1))[0];
    const { status, body } = await pressed(button, ask("PUT", `/v1/faults/${encodeURIComponent(role)}`, { faults, seed }));
    say(byId("fault-told"), status === 200 ? `${body.roles.join(" ")}: ${body.faults}, seed ${body.seed}` : `${role}: ${body.code}. ${body.detail ?? ""}`);
  }
}
