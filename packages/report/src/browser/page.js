/**
 * Makes the charts of a report live: the options that drew them once draw them again, with tooltips and keys.
 * It runs as it stands, in the page; texts from results become text nodes only.
 */
/* global document, echarts, ResizeObserver */
(() => {
  "use strict";

  for (const spec of JSON.parse(document.getElementById("charts").textContent)) bringToLife(spec);

  function bringToLife({ id, option, tip }) {
    const figure = document.getElementById(id);
    const holder = figure.querySelector(".live");
    holder.style.height = `${holder.dataset.height}px`;
    holder.hidden = false;
    figure.classList.add("is-live");
    const chart = echarts.init(holder, null, { renderer: "svg" });
    option.tooltip.formatter = (params) => tipOf(params, tip);
    chart.setOption(option);
    new ResizeObserver(() => {
      if (holder.clientWidth > 0) chart.resize();
    }).observe(holder);
    listenToKeys(chart, figure, holder, option, tip);
  }

  /** What stands in the tooltip: of a point in time all series, of a part of a bar or lane that one. */
  function tipOf(params, tip) {
    const box = document.createElement("div");
    const all = Array.isArray(params) ? params : [params];
    const [first] = all;
    if (tip.details) return line(box, undefined, detailOf(first, tip), "");
    if (first.componentType !== "series") return line(box, undefined, first.name, "");
    if (tip.x) line(box, undefined, xText(first, tip), "");
    for (const param of all) {
      const value = valueOf(param);
      if (value !== null && value !== undefined)
        line(box, param.color, param.seriesName, quantity(value, tip.unit));
    }
    return box;
  }

  function detailOf({ seriesIndex, dataIndex, name }, { details }) {
    return (details[seriesIndex] || [])[dataIndex] || name;
  }

  function xText({ axisValue, name, value }, { x }) {
    if (x.kind === "text") return String(name);
    const at = axisValue === undefined ? value[0] : axisValue;
    if (x.kind === "share")
      return `${Number((100 * (1 - Math.pow(10, -at))).toPrecision(6))} % of the requests`;
    return `at ${clock(at * x.factor)}`;
  }

  function valueOf({ value }) {
    return Array.isArray(value) ? value[1] : value;
  }

  function quantity(value, unit) {
    const number = Number(Number(value).toPrecision(5)).toLocaleString("en");
    return unit === "" ? number : `${number} ${unit}`;
  }

  function clock(seconds) {
    const whole = Math.round(seconds);
    const two = (part) => String(part).padStart(2, "0");
    const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
    return hours === 0 ? `${minutes}:${two(whole % 60)}` : `${hours}:${two(minutes)}:${two(whole % 60)}`;
  }

  function line(box, color, label, value) {
    const paragraph = document.createElement("p");
    if (color !== undefined) {
      const mark = document.createElement("i");
      mark.style.background = color;
      paragraph.append(mark);
    }
    paragraph.append(value === "" ? label : `${label}: `);
    if (value !== "") {
      const strong = document.createElement("b");
      strong.textContent = value;
      paragraph.append(strong);
    }
    box.append(paragraph);
    return box;
  }

  /** Arrow keys walk along the values; what the tooltip shows is said. */
  function listenToKeys(chart, figure, holder, option, tip) {
    const said = figure.querySelector(".said");
    const stops = stopsOf(option, tip);
    let index = -1;
    holder.addEventListener("keydown", (event) => {
      const steps = {
        ArrowRight: 1,
        ArrowLeft: -1,
        PageDown: 10,
        PageUp: -10,
        Home: -Infinity,
        End: Infinity,
      };
      if (event.key === "Escape") return hide();
      const step = steps[event.key];
      if (step === undefined || stops.length === 0) return;
      event.preventDefault();
      index = Math.max(0, Math.min(stops.length - 1, index + step));
      show(stops[index]);
    });
    holder.addEventListener("blur", hide);

    function show(stop) {
      chart.dispatchAction({ type: "showTip", ...stop });
      const box = holder.querySelector(".tip");
      const lines = box === null ? [] : [...box.querySelectorAll("p")];
      said.textContent = lines.map((each) => each.textContent).join("; ");
    }

    function hide() {
      chart.dispatchAction({ type: "hideTip" });
    }
  }

  /** Every item of a chart of parts; of a chart over an axis, the items of its longest series. */
  function stopsOf({ series }, { details }) {
    const stops = series.map(({ data }, seriesIndex) =>
      (data || []).flatMap((_item, dataIndex) =>
        details && !(details[seriesIndex] || [])[dataIndex] ? [] : [{ seriesIndex, dataIndex }],
      ),
    );
    if (details) return stops.flat();
    return stops.reduce((longest, each) => (each.length > longest.length ? each : longest), []);
  }
})();
