"use strict";
const root = document.documentElement;
const dark = () => root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;

document.getElementById("theme").addEventListener("click", () => {
  root.dataset.theme = dark() ? "light" : "dark";
  try { localStorage.setItem("theme", root.dataset.theme); } catch { /* This page keeps it as long as it is open. */ }
});

const contents = document.querySelector(".contents details");
if (contents && innerWidth < 1024) contents.open = false;

// Paper cannot be unfolded. What folds a second form of a drawing stays away.
const unfolded = [];
addEventListener("beforeprint", () => {
  unfolded.push(...document.querySelectorAll("main > details:not([open]), .ipc-evidence:not([open])"));
  unfolded.forEach(details => { details.open = true; });
});
addEventListener("afterprint", () => unfolded.splice(0).forEach(details => { details.open = false; }));

async function plotly(packed) {
  const bytes = Uint8Array.from(atob(packed), character => character.charCodeAt(0));
  const script = document.createElement("script");
  script.textContent = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  document.head.append(script);
}

// The colours of charts are the page's, by its style sheet; with a viewBox a chart also fits paper that is narrower than the window.
async function draw(data) {
  const plot = data.previousElementSibling;
  const { data: traces, layout: { title, ...layout } } = JSON.parse(data.textContent);
  await Plotly.newPlot(plot, traces, { ...layout, margin: { ...layout.margin, t: 12 }, autosize: true }, { displayModeBar: false, responsive: true });
  const scale = () => plot.querySelectorAll("svg.main-svg").forEach(svg => svg.setAttribute("viewBox", `0 0 ${svg.getAttribute("width")} ${svg.getAttribute("height")}`));
  plot.on("plotly_afterplot", scale);
  scale();
}

const packed = document.getElementById("plotly-gzip");
if (packed) {
  const charts = [...document.querySelectorAll("script.chart-data")];
  plotly(packed.textContent.trim())
    .then(() => Promise.all(charts.map(draw)))
    .then(() => { root.dataset.charts = "drawn"; })
    .catch(error => {
      charts.map(data => data.previousElementSibling).forEach(plot => { plot.textContent = "This browser cannot draw the chart; its figures are in the table below."; });
      throw error;
    });
}
