"use strict";
// Before the first paint: the scheme that the reader chose on another page. A browser that keeps nothing for files throws.
try {
  const chosen = localStorage.getItem("theme");
  if (chosen) document.documentElement.dataset.theme = chosen;
} catch { /* The system's scheme stays. */ }
