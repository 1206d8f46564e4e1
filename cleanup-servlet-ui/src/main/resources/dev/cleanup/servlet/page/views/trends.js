/** How it has gone: a chart of one measure at a time, or the same numbers as a table. */
import { html, nothing } from '../lib/lit-html.js';
import '../charts.js';
import { count, took } from '../format.js';
import { METRICS, seriesOf, summary } from '../series.js';
import { changed, state } from '../state.js';
import { empty, panel, said } from './parts.js';

const show = (metric) => () => {
  state.trend = metric;
  changed();
};

function toggle() {
  state.asTable = !state.asTable;
  changed();
}

export function trends(runs) {
  const { trend } = state;
  const data = seriesOf(trend, runs);
  const drawn = data.labels.length > 0;
  const choices = html`<div class="tabs" role="group" aria-label="Measure">${Object.entries(METRICS).map(
    ([key, { name }]) => html`<button class="quiet" aria-pressed=${key === trend} @click=${show(key)}>${name}</button>`,
  )}</div>`;
  const body = !drawn
    ? empty('Nothing to draw yet: this fills as runs end.')
    : state.asTable ? table(data) : chart(data, runs);
  return panel('Trends', html`${choices}${body}`,
    html`<span class="grow"></span>${drawn ? html`<button class="quiet" aria-pressed=${state.asTable} @click=${toggle}>${state.asTable ? 'Chart' : 'Table'}</button>` : nothing}`);
}

const chart = (data, runs) => html`<div class="chart"><c-chart role="img" aria-label=${summary(state.trend, runs)} .data=${data}></c-chart>
  <div class="legend">${data.series.length > 1 ? data.series.map((one) => html`<span><i class="tone-${one.tone}"></i>${said(one.name, 40)}</span>`) : nothing}<span class="readout"></span></div></div>`;

const cell = (value, unit) => (value == null ? '–' : unit === 's' ? took(value * 1000) : count(value));

function table({ labels, series, unit }) {
  const newestFirst = labels.map((label, index) => ({ label, index })).reverse();
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Numbers of the chart"><table><caption class="hidden">${METRICS[state.trend].name}</caption>
    <thead><tr><th scope="col">${METRICS[state.trend].slot}</th>${series.map((one) => html`<th scope="col" class="n">${said(one.name, 40)}</th>`)}</tr></thead>
    <tbody>${newestFirst.map(({ label, index }) => html`<tr><th scope="row">${label}</th>${series.map((one) => html`<td class="n">${cell(one.values[index], unit)}</td>`)}</tr>`)}</tbody></table></div>`;
}
