// What stands beside the page where there is room stands folded above it where there is not, also when the window changes.
for (const part of document.querySelectorAll('[data-open]')) {
  const room = matchMedia(part.dataset.open)
  const fold = () => {
    part.open = room.matches
  }
  room.addEventListener('change', fold)
  fold()
}
{
  // The keyboard stops only at tables that there is something to scroll in.
  const scrolling = new ResizeObserver((entries) => {
    for (const { target } of entries)
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0
      else target.removeAttribute('tabindex')
  })
  for (const part of document.querySelectorAll('.scroll')) scrolling.observe(part)
}
