// What stands beside the page where there is room stands folded above it where there is not, also when the window changes.
for (const part of document.querySelectorAll('[data-open]')) {
  const room = matchMedia(part.dataset.open)
  const fold = () => {
    part.open = room.matches
  }
  room.addEventListener('change', fold)
  fold()
}
