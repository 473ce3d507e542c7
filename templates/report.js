// Filters over what the page already shows. Without it everything is shown; print always shows everything.
(() => {
  const form = document.getElementById('filtros')
  if (!form) return
  const shown = form.querySelector('.shown')
  const items = [...document.querySelectorAll('[data-outcome]')]
  const gaps = items.filter((item) => item.classList.contains('gap'))
  const counted = gaps.length > 0 ? gaps : items
  const apply = () => {
    const wanted = [...new FormData(form)].filter(([, value]) => value !== '')
    for (const item of items) item.classList.toggle('filtered', !wanted.every(([name, value]) => item.dataset[name] === value))
    const left = counted.filter((item) => !item.classList.contains('filtered')).length
    shown.textContent = wanted.length === 0 ? '' : shown.dataset.text.replace('{shown}', left).replace('{total}', counted.length)
  }
  form.addEventListener('change', apply)
  form.addEventListener('reset', () => setTimeout(apply))
  form.addEventListener('submit', (event) => event.preventDefault())
  form.hidden = false
})()
