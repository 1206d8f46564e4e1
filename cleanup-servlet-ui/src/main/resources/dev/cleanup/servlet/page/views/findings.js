/** Findings as a table that can be sorted and paged. */
import { html, nothing } from '../lib/lit-html.js';
import { param, setParams } from '../router.js';
import { capped } from '../format.js';
import { age, code, pager, said } from './parts.js';

export const PAGE = 50;

const COLUMNS = [['id', 'Item'], ['label', 'Label'], ['task', 'Task'], ['age', 'Age']];

export function findings(answer, withTask = true) {
  return html`<table class="stack findings"><caption class="hidden">What would go, with age and reason</caption>
    <thead><tr>${COLUMNS.filter(([key]) => withTask || key !== 'task').map(header)}<th scope="col">Reason</th></tr></thead>
    <tbody>${answer.items.map((item) => row(item, withTask))}</tbody></table>${pager(answer.total, PAGE, answer.total === 1 ? 'item' : 'items')}`;
}

function header([key, name]) {
  const sorted = (param('sort') || 'age') === key;
  const down = param('order') === 'desc';
  const turn = () => setParams({ sort: key === 'age' ? '' : key, order: sorted && !down ? 'desc' : '', page: '' });
  return html`<th scope="col" class=${key === 'age' ? 'n' : ''} aria-sort=${sorted ? (down ? 'descending' : 'ascending') : nothing}>
    <button class="sort" @click=${turn}>${name}<span aria-hidden="true">${sorted ? (down ? ' ↓' : ' ↑') : ''}</span></button></th>`;
}

function row(item, withTask) {
  const tags = Object.entries(item.tags);
  return html`<tr><th scope="row">${code(item.id, 300)}</th><td data-l="Label">${item.label === item.id ? '–' : said(item.label)}${tags.length ? html`<div class="tags">${tags.slice(0, 6).map(([name, value]) => html`<span class="tag">${said(`${capped(name, 40)}=${value}`, 60)}</span>`)}</div>` : nothing}</td>
    ${withTask ? html`<td data-l="Task">${said(item.task, 80)}</td>` : nothing}
    <td class="n" data-l="Age">${age(item.since)}</td><td>${said(item.reason)}</td></tr>`;
}
