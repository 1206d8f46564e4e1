/** The page's dialogs: native ones, which keep the focus in and give it back. */
import { html, nothing } from '../lib/lit-html.js';
import { plan } from '../refresh.js';
import { changed, state } from '../state.js';
import { confirmation } from './confirm.js';
import { help } from './help.js';
import { signIn } from './signin.js';

const KINDS = { confirm: confirmation, help: (_, close) => help(close), signin: signIn };

export const close = () => document.querySelector('dialog[open]')?.close();

export const dialogs = () =>
  Object.entries(KINDS).map(
    ([kind, body]) => html`<dialog id=${kind} aria-labelledby="${kind}-title" @close=${closed} @click=${outside}>${state.dialog?.kind === kind ? body(state.dialog, close) : nothing}</dialog>`,
  );

/** Opens what has been asked for; after it has been drawn, so that the focus finds its place. */
export function showDialog() {
  const wanted = state.dialog && document.getElementById(state.dialog.kind);
  const open = document.querySelector('dialog[open]');
  if (open && open !== wanted) open.close();
  if (wanted && !wanted.open) wanted.showModal();
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
