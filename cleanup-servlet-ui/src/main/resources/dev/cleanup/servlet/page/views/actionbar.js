/** Dry run and Execute, with the reason in words when one of them cannot be used. */
import { html, nothing } from '../lib/lit-html.js';
import { dryRun } from '../actions.js';
import { ask } from '../dialogs/dialogs.js';
import { has, whyNotDryRun, whyNotExecute } from '../plan.js';
import { state } from '../state.js';

export function actions(answer) {
  const noDry = whyNotDryRun();
  const noExecute = whyNotExecute(answer);
  const why = noDry || noExecute;
  return html`<div class="acts">
    <div class="actions">
      ${
        has('OPERATOR')
          ? html`<button
              class=${noExecute && !noDry ? 'primary' : ''}
              ?disabled=${Boolean(noDry || state.pending)}
              aria-describedby=${noDry ? 'why' : nothing}
              @click=${() => dryRun()}
            >
              ${state.pending === 'dry' ? 'Starting…' : 'Dry run'}
            </button>`
          : nothing
      }
      ${
        has('ADMIN')
          ? html`<button
              class=${noExecute ? '' : 'primary'}
              ?disabled=${Boolean(noExecute || state.pending)}
              aria-describedby=${noExecute ? 'why' : nothing}
              @click=${() => ask('confirm', { plan: answer, typed: '', left: null })}
            >
              ${state.pending === 'apply' ? 'Starting…' : 'Execute plan…'}
            </button>`
          : nothing
      }
    </div>
    ${why ? html`<p class="sub" id="why">${why}</p>` : nothing}
  </div>`;
}
