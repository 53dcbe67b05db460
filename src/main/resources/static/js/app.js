// @ts-check
/** What a telephone may add to the pages: kept static files, and the count of unread notices on the app's icon. */

if ('serviceWorker' in navigator) navigator.serviceWorker.register('/sw.js').catch(() => {})

const unread = Number(document.body.dataset.unread ?? NaN)
if ('setAppBadge' in navigator && !Number.isNaN(unread)) {
  const shown = unread > 0 ? navigator.setAppBadge(unread) : navigator.clearAppBadge()
  shown.catch(() => {})
}
