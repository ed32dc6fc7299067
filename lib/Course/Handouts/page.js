"use strict";
const root = document.documentElement;
const dark = () => root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;

async function loadPlotly() {
  const packed = Uint8Array.from(atob(document.getElementById("plotly-gzip").textContent.trim()), c => c.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  const script = document.createElement("script");
  script.textContent = await new Response(stream).text();
  document.head.append(script);
}

function draw() {
  const style = getComputedStyle(root);
  const text = style.getPropertyValue("--ipc-fg").trim();
  const line = style.getPropertyValue("--ipc-line").trim();
  for (const data of document.querySelectorAll("script.chart-data")) {
    const figure = JSON.parse(data.textContent);
    const layout = { ...figure.layout, paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)", autosize: true };
    layout.font = { ...layout.font, color: text };
    for (const key of Object.keys(layout).filter(key => /^[xy]axis/.test(key))) {
      layout[key] = { ...layout[key], gridcolor: line, linecolor: line, zerolinecolor: line };
    }
    Plotly.react(data.previousElementSibling, figure.data, layout, { displayModeBar: false, responsive: true });
  }
}

document.getElementById("theme").addEventListener("click", () => {
  root.dataset.theme = dark() ? "light" : "dark";
  if (window.Plotly) draw();
});
const contents = document.querySelector(".contents details");
if (contents && innerWidth < 1024) contents.open = false;
if (document.getElementById("plotly-gzip")) {
  loadPlotly().then(() => { draw(); root.dataset.charts = "drawn"; });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => window.Plotly && draw());
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach(details => { details.open = true; }));
}
