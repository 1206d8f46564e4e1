/** The question before a plan is executed: what goes, where, who saw it, and for how long it still counts. */
import { html, nothing } from '../lib/lit-html.js';
import { apply, dryRun } from '../actions.js';
import { now } from '../clock.js';
import { ageOf, ago, capped, clock, count, items, span } from '../format.js';
import { goneSince, hasAny, live, off, overLimit, standing, sum, whyNotDryRun } from '../plan.js';
import { changed, state } from '../state.js';
import { isRed, limitWords } from '../words.js';
import { code, said } from '../views/parts.js';

const APPROVES = 'Executing it here approves that.';

const where = (environment) =>
  environment ? html`, <span class=${isRed(environment) ? 'bad' : ''}>${said(environment, 40)}</span>` : nothing;

const limitOf = (task) => state.status.tasks.find((one) => one.task === task)?.removalLimit;
const isOver = (part) => overLimit(limitOf(part.task), part.eligible, part.population);

/** What is over its limit is left out until somebody ticks it. */
function choose(dialog) {
  const { run } = dialog.plan;
  const able = live(run).filter(hasAny);
  dialog.left ??= new Set(able.length > 1 ? able.filter(isOver).map((part) => part.task) : []);
  const chosen = able.filter((part) => !dialog.left.has(part.task));
  const whole = chosen.length === run.tasks.filter(hasAny).length;
  return { able, chosen, whole, total: sum({ tasks: chosen }, 'eligible') };
}

export function body(dialog, close) {
  const { run, expiresAt } = dialog.plan;
  if (standing(dialog.plan) === 'expired') return expired(expiresAt, close);
  const { able, chosen, whole, total } = choose(dialog);
  const largest = chosen.reduce((most, part) => (most && most.eligible >= part.eligible ? most : part), null);
  const typing = total > state.status.confirmAbove;
  const ready = total > 0 && (!typing || dialog.typed === largest.task) && !state.pending;
  const { environment } = state.status;
  const gone = goneSince(dialog.plan);
  const submit = (event) => {
    event.preventDefault();
    if (!ready) return;
    close();
    apply(run.id, whole ? undefined : chosen.map((part) => part.task));
  };
  return html`<form @submit=${submit}>
    <h2 id="confirm-title">
      ${total ? `Remove ${items(total)}${environment ? ` in ${capped(environment, 40)}` : ''}?` : 'Nothing is chosen'}
    </h2>
    <div class="body">
      <dl>
        <dt>Where</dt>
        <dd>${said(state.status.service, 60)}${where(environment)}</dd>
        <dt>Plan</dt>
        <dd>
          dry run by ${said(run.requestedBy, 60)}, ${ago(now() - Date.parse(run.finishedAt))}; expires in
          ${span(Date.parse(expiresAt) - now())}
        </dd>
      </dl>
      <ul class="choose">
        ${run.tasks.map((part) => row(dialog, part, able))}
      </ul>
      ${gone ? html`<p>${items(gone)} went since this dry run, so less may be left to remove.</p>` : nothing}
      <p class="sub">
        Only what ${run.tasks.some((part) => part.listed < part.eligible) ? 'was due when this plan was taken is removed, and no more than it counts' : 'this plan shows is removed'}.
        What changed since is spared and reported.
      </p>
      ${
        typing
          ? html`<label class="field"
              ><span>Type ${code(largest.task)} to go on</span>
              <input
                autocomplete="off"
                spellcheck="false"
                maxlength="300"
                .value=${dialog.typed}
                @input=${(event) => {
                  dialog.typed = event.target.value;
                  changed();
                }}
            /></label>`
          : nothing
      }
    </div>
    <div class="buttons">
      <button type="button" autofocus @click=${close}>Cancel</button
      ><button class="primary" ?disabled=${!ready}>Remove ${items(total)}</button>
    </div>
  </form>`;
}

function row(dialog, part, able) {
  const why = off(part.task);
  const stays = why
    ? html`off: ${said(why, 200)}`
    : part.status !== 'SUCCEEDED'
      ? html`not part of this plan${part.reason ? html` (${said(part.reason, 200)})` : nothing}`
      : !part.eligible && 'nothing to remove';
  if (stays)
    return html`<li>
      <b>${said(part.task, 80)}</b>
      <div class="sub">${stays}</div>
    </li>`;
  const counts = html`<b>${said(part.task, 80)}</b>
    <div class="sub">${items(part.eligible)}${part.population == null ? nothing : ` of ${count(part.population)}`}${ages(part)}</div>
    ${part.listed < part.eligible ? html`<div class="sub">${count(part.eligible - part.listed)} of them are counted, but not listed</div>` : nothing}
    ${isOver(part) ? html`<div class="sub bad">Over its limit of ${limitWords(limitOf(part.task))}. ${APPROVES}</div>` : nothing}`;
  if (able.length < 2) return html`<li>${counts}</li>`;
  const toggle = (event) => {
    dialog.left[event.target.checked ? 'delete' : 'add'](part.task);
    changed();
  };
  return html`<li>
    <label><input type="checkbox" .checked=${!dialog.left.has(part.task)} @change=${toggle} /><span>${counts}</span></label>
  </li>`;
}

function ages({ oldest, newest }) {
  if (!oldest) return nothing;
  return newest && newest !== oldest ? `, oldest ${ageOf(oldest)}, newest ${ageOf(newest)}` : `, ${ageOf(oldest)} old`;
}

const expired = (expiresAt, close) =>
  html`<h2 id="confirm-title">This plan has expired</h2>
    <div class="body">
      <p>It could be executed until ${clock(expiresAt)}. What would go may have changed since; take a new look first.</p>
    </div>
    <div class="buttons">
      <button autofocus @click=${close}>Cancel</button
      ><button
        class="primary"
        ?disabled=${Boolean(whyNotDryRun())}
        @click=${() => {
          close();
          dryRun();
        }}
      >
        New dry run
      </button>
    </div>`;
