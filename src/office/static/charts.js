// Draws the charts: every .chart names the script element that holds its options as JSON.
"use strict";

(() => {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  const still = matchMedia("(prefers-reduced-motion: reduce)");

  echarts.registerTheme("kaimenhong", {
    color: ["#8fa3bd", colour("--accent"), "#46617f", "#c9a45c"],
    textStyle: { fontFamily: colour("--font") },
  });

  const drawn = new Set();
  draw(document);

  // What htmx brings in later is drawn when it stands in the page; what it took away is let go.
  document.addEventListener("htmx:after:swap", () => {
    for (const chart of drawn) {
      if (document.contains(chart.getDom())) continue;
      chart.dispose();
      drawn.delete(chart);
    }
    draw(document);
  });

  function draw(within) {
    for (const place of within.querySelectorAll(".chart[data-chart]")) {
      if (echarts.getInstanceByDom(place)) continue;
      const options = JSON.parse(document.getElementById(place.dataset.chart).textContent);
      // SVG stays sharp on paper and when zoomed.
      const chart = echarts.init(place, "kaimenhong", { renderer: "svg", locale: "ZH" });
      chart.setOption({ aria: { enabled: true }, ...options, animation: !still.matches });
      new ResizeObserver(() => { if (!chart.isDisposed()) fit(chart); }).observe(place);
      drawn.add(chart);
    }
  }

  // With a view box the style sheet for paper can scale the drawing to the page.
  function fit(chart) {
    chart.resize();
    const svg = chart.getDom().querySelector("svg");
    svg.setAttribute("viewBox", `0 0 ${chart.getWidth()} ${chart.getHeight()}`);
  }

  still.addEventListener("change", () => {
    drawn.forEach((chart) => chart.setOption({ animation: !still.matches }));
  });
})();
