// Filters over what the page already shows. Without it everything is shown; print always shows everything.
(() => {
  const form = document.getElementById('filtros')
  if (!form) return
  const shown = form.querySelector('.shown')
  const items = [...document.querySelectorAll('[data-outcome]')]
  const parts = [...document.querySelectorAll('[data-empty]')]
  // A requirement stands in several tables.
  const total = new Set(items.map(({ dataset }) => dataset.item)).size
  const apply = () => {
    const wanted = [...new FormData(form)].filter(([, value]) => value !== '')
    const left = new Set()
    for (const item of items) {
      const fits = wanted.every(([name, value]) => item.dataset[name] === value)
      item.classList.toggle('filtered', !fits)
      if (fits) left.add(item.dataset.item)
    }
    for (const part of parts) part.classList.toggle('empty', !part.querySelector('[data-outcome]:not(.filtered)'))
    shown.textContent = wanted.length === 0 ? '' : shown.dataset.text.replace('{shown}', left.size).replace('{total}', total)
  }
  // A link to what the filters hide takes them off.
  const reveal = () => {
    const target = document.getElementById(location.hash.slice(1))
    if (!target?.classList.contains('filtered')) return
    form.reset()
    apply()
    target.scrollIntoView()
  }
  form.addEventListener('change', apply)
  form.addEventListener('reset', () => setTimeout(apply))
  form.addEventListener('submit', (event) => event.preventDefault())
  addEventListener('hashchange', reveal)
  // Whoever comes back finds the choices that the browser has kept.
  addEventListener('pageshow', apply)
  form.hidden = false
})()
