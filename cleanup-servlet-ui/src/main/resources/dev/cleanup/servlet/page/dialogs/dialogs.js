/** The page's dialogs: native ones, which keep the focus in and give it back. */
import { html, nothing } from '../lib/lit-html.js';
import { plan } from '../refresh.js';
import { changed, state, tell } from '../state.js';
import { fetched } from '../api.js';
import { signIn } from './signin.js';

const bodies = { signin: signIn };

/** Shows a dialog; what it says is fetched when it is asked for the first time. */
export async function ask(kind, dialog) {
  if (state.dialog) return;
  try {
    bodies[kind] ??= (await fetched(`./dialogs/${kind}.js`)).body;
  } catch (problem) {
    return tell({ tone: 'bad', text: problem.message });
  }
  state.dialog = { kind, ...dialog };
  changed();
}

export const close = () => document.querySelector('dialog[open]')?.close();

export const dialogs = () =>
  ['signin', 'confirm', 'help'].map(
    (kind) =>
      html`<dialog id=${kind} aria-labelledby="${kind}-title" @close=${closed} @click=${outside}>
        ${state.dialog?.kind === kind ? bodies[kind](state.dialog, close) : nothing}
      </dialog>`,
  );

/** Opens what has been asked for; after it has been drawn, so that the focus finds its place. */
export function showDialog() {
  const wanted = state.dialog && document.getElementById(state.dialog.kind);
  const open = document.querySelector('dialog[open]');
  if (open && open !== wanted) open.close();
  if (wanted && !wanted.open) wanted.showModal();
  else if (wanted && document.activeElement === document.body) wanted.querySelector('[autofocus]')?.focus(); // what had it is gone
}

function closed(event) {
  const { dialog } = state;
  if (dialog?.kind !== event.target.id) return;
  state.dialog = null;
  dialog.done?.(Boolean(dialog.signedIn));
  plan();
  changed();
}

function outside(event) {
  if (event.target.nodeName === 'DIALOG' && event.target.id === 'help') event.target.close();
}
