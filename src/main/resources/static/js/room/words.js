// @ts-check

/** The page's own data and texts, from its data block. @returns {Record<string, any>} */
export function pageData() {
  return JSON.parse(document.getElementById('page-data')?.textContent ?? '{}')
}

/**
 * A text with its named places filled. An unknown key shows itself, so that it is seen and mended.
 * @param {Record<string, string>} words
 * @param {string} key
 * @param {Record<string, string|number>} named
 */
export function say(words, key, named = {}) {
  const text = words[key] ?? key
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in named ? String(named[name]) : whole))
}
