/** Asks for a token; it is tried at once, and kept in memory only. */
import { html, nothing } from '../lib/lit-html.js';
import { tryToken } from '../api.js';
import { span } from '../format.js';
import { changed, state } from '../state.js';

let asking = null;

/** Resolves to whether somebody has signed in; everyone who asks meanwhile gets the same answer. */
export function askForToken(refused) {
  asking ??= new Promise((resolve) => {
    state.dialog = { kind: 'signin', wrong: refused ? 'That token is no longer accepted.' : '', busy: false, done: resolve };
    changed();
  }).finally(() => (asking = null));
  return asking;
}

async function submit(event, dialog, close) {
  event.preventDefault();
  const input = event.target.elements.token;
  if (dialog.busy) return;
  Object.assign(dialog, { busy: true, wrong: '' });
  changed();
  try {
    await tryToken(input.value.trim());
    state.me = null;
    dialog.signedIn = true;
    input.value = '';
    close();
  } catch (problem) {
    dialog.wrong = wrong(problem);
    input.select();
  }
  dialog.busy = false;
  changed();
}

function wrong({ status, message, retryAfter }) {
  if (status === 401) return message.startsWith('A token') ? message : 'That token is not accepted.';
  if (status === 429) return `Too many failed attempts. Try again ${retryAfter ? `in ${span(retryAfter * 1000)}` : 'later'}.`;
  return message;
}

export const signIn = (dialog, close) =>
  html`<form @submit=${(event) => submit(event, dialog, close)}>
    <h2 id="signin-title">Sign in</h2>
    <div class="body">
      <label class="field"
        >Token
        <input
          type="password"
          name="token"
          required
          autofocus
          autocomplete="off"
          spellcheck="false"
          aria-describedby="signin-note signin-wrong"
      /></label>
      <p class="bad" id="signin-wrong" role="alert">${dialog.wrong || nothing}</p>
      <p class="sub" id="signin-note">
        Kept in this tab's memory only: it is gone when the tab is reloaded or closed. If your application signs you in, do that in another
        tab, then
        <button
          type="button"
          class="inline"
          @click=${() => {
            dialog.signedIn = true;
            close();
          }}
        >
          try again</button
        >.
      </p>
    </div>
    <div class="buttons">
      <button type="button" @click=${close}>Cancel</button
      ><button class="primary" ?disabled=${dialog.busy}>${dialog.busy ? 'Signing in…' : 'Sign in'}</button>
    </div>
  </form>`;
