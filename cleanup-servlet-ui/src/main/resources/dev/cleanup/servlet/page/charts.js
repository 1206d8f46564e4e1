/** <c-chart>: bars or points over few or many slots, drawn by uPlot in the page's own colours. */
import { capped, count, short } from './format.js';

const dark = matchMedia('(prefers-color-scheme: dark)');

class Chart extends HTMLElement {
  #chart = null;
  #data = null;
  #drawn = '';
  #sized = new ResizeObserver(() => this.#fit());
  #again = () => this.#draw();

  /** {labels, series: [{name, values, tone}], stacked, points, unit}; drawn again only when it differs. */
  set data(data) {
    this.#data = data;
    const key = JSON.stringify(data);
    if (key === this.#drawn) return;
    this.#drawn = key;
    if (this.isConnected) this.#draw();
  }

  connectedCallback() {
    this.#draw();
    this.#sized.observe(this);
    dark.addEventListener('change', this.#again);
  }

  disconnectedCallback() {
    this.#sized.disconnect();
    dark.removeEventListener('change', this.#again);
    this.#chart?.destroy();
    this.#chart = null;
  }

  #fit() {
    const size = sizeOf(this);
    if (this.#chart && (size.width !== this.#chart.width || size.height !== this.#chart.height)) this.#chart.setSize(size);
  }

  #draw() {
    this.#chart?.destroy();
    this.#chart = null;
    if (!this.#data || !window.uPlot) return;
    this.#chart = new window.uPlot(options(this.#data, this), values(this.#data), this);
  }
}

const sizeOf = (host) => ({ width: Math.max(80, host.clientWidth), height: Math.max(120, host.clientHeight) });

/** Stacked series are drawn from the tallest sum down, each over the one before. */
function values({ labels, series, stacked }) {
  const slots = labels.map((_, index) => index);
  if (!stacked) return [slots, ...series.map((one) => one.values)];
  const sums = [];
  series.reduce(
    (below, one) => {
      const sum = one.values.map((value, index) => (value ?? 0) + below[index]);
      sums.unshift(sum);
      return sum;
    },
    labels.map(() => 0),
  );
  return [slots, ...sums];
}

function options({ labels, series, stacked, points, unit }, host) {
  const colour = (tone) => {
    const probe = host.appendChild(document.createElement('i'));
    probe.className = `tone-${tone}`;
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  };
  const soft = colour('soft'),
    line = colour('line');
  const shown = stacked ? [...series].reverse() : series;
  const font = '11px system-ui, sans-serif';
  const say = (value) => (unit === 's' ? `${short(value)} s` : short(value));
  return {
    ...sizeOf(host),
    legend: { show: false },
    cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
    padding: [12, 22, 0, 0],
    scales: {
      x: { time: false, range: () => [-0.6, Math.max(labels.length, 7) - 0.4] },
      y: { range: (_, __, most) => [0, most > 0 ? most * 1.08 : 1] },
    },
    axes: [
      {
        stroke: soft,
        font,
        grid: { show: false },
        ticks: { show: false },
        size: 28,
        space: 16 + 6.5 * Math.max(...labels.map((label) => label.length)),
        incrs: [1, 2, 5, 10, 20, 50, 100],
        values: (_, splits) => splits.map((at) => labels[at] ?? ''),
      },
      {
        stroke: soft,
        font,
        grid: { stroke: line, width: 1 },
        ticks: { show: false },
        border: { show: false },
        size: 46,
        space: 44,
        values: (_, splits) => splits.map((at) => (unit === 's' || Number.isInteger(at) ? say(at) : '')),
      },
    ],
    series: [{}, ...shown.map((one) => look(one, colour(one.tone), points))],
    hooks: { setCursor: [({ cursor: { idx } }) => readOut(host, idx, labels, series, unit)] },
  };
}

const look = (one, colour, points) =>
  points
    ? { stroke: colour, width: 1.5, points: { show: true, size: 7, fill: colour }, spanGaps: true }
    : {
        stroke: colour,
        fill: colour,
        width: 0,
        points: { show: false },
        paths: window.uPlot.paths.bars({ size: [0.62, 44], radius: 0.12 }),
      };

/** The numbers under the pointer, as text beside the chart. */
function readOut(host, index, labels, series, unit) {
  const line = host.parentElement?.querySelector('.readout');
  if (!line) return;
  const said =
    index == null || !(index in labels)
      ? ''
      : `${labels[index]}: ${
          series
            .filter((one) => one.values[index])
            .map((one) =>
              `${unit ? `${one.values[index]} ${unit}` : count(one.values[index])} ${series.length > 1 ? capped(one.name, 40) : ''}`.trim(),
            )
            .join(', ') || 'none'
        }`;
  if (line.textContent !== said) line.textContent = said;
}

customElements.define('c-chart', Chart);
