// Search and filters over what the page already shows. Without it everything is shown; print always shows everything.
(() => {
  const form = document.querySelector('#filtros')
  const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  const listed = [...document.querySelectorAll('tr[data-f]')].map((row) => ({
    name: plain([...row.cells[0].childNodes].map((node) => node.textContent).join(' ')),
    facets: row.dataset.f.split(','),
  }))
  const rows = [...document.querySelectorAll('tr[data-i]')].map((row) => ({ row, of: row.dataset.i.split(' ').map(Number) }))
  const tables = [...document.querySelectorAll('[data-empty]')].filter((table) => table.querySelector('tr[data-i]'))
  const books = [...document.querySelectorAll('[data-book]')]
  const selects = [...form.querySelectorAll('select[data-facet]')]
  const shown = form.querySelector('.shown a')
  const whole = form.querySelector('.whole')

  const apply = () => {
    const words = plain(form.elements.text.value).split(/\s+/).filter(Boolean)
    const wanted = selects.filter(({ value }) => value !== '')
    const fits = listed.map(
      ({ name, facets }) => words.every((word) => name.includes(word)) && wanted.every(({ dataset, value }) => facets[dataset.facet] === value),
    )
    for (const { row, of } of rows) row.classList.toggle('filtered', !of.some((at) => fits[at]))
    for (const table of tables) table.classList.toggle('empty', !table.querySelector('tr[data-i]:not(.filtered)'))
    const book = form.elements.book?.value ?? ''
    for (const part of books) part.classList.toggle('filtered', book !== '' && part.dataset.book !== book)
    whole.hidden = fits.every(Boolean)
    shown.textContent = shown.dataset.text.replace('{shown}', fits.filter(Boolean).length).replace('{total}', fits.length)
  }
  form.addEventListener('input', apply)
  form.addEventListener('reset', () => setTimeout(apply))
  // Who searches and presses Enter is led to what was found.
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const found = document.querySelector('tr[data-f]:not(.filtered)')
    found?.scrollIntoView({ block: 'center' })
    found?.querySelector('a')?.focus({ preventScroll: true })
  })
  // A link to a part of another rulebook chooses that one.
  const reveal = () => {
    const target = document.getElementById(location.hash.slice(1))
    const part = target?.closest('[data-book].filtered')
    if (!part) return
    form.elements.book.value = part.dataset.book
    apply()
    target.scrollIntoView()
  }
  addEventListener('hashchange', reveal)
  addEventListener('pageshow', () => {
    // Whoever comes back finds the choices that the browser has kept.
    apply()
    if (performance.getEntriesByType('navigation')[0]?.type !== 'back_forward') reveal()
  })
  form.hidden = false
  apply()
})()
