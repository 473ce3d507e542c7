// What html.test.ts asks of a page, run inside the browser. Evaluated as a whole; everything hangs on `look`.
globalThis.look = (() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)]
  const items = () => all('[data-outcome]')
  const matches = (item, wanted) => Object.entries(wanted).every(([key, value]) => item.dataset[key] === value)
  const isShown = (element) => element.checkVisibility()
  const name = (element) => `${element.tagName}.${element.getAttribute('class')} ${(element.textContent ?? '').trim().slice(0, 60)}`
  const cross = (one, other, slack) =>
    one.left < other.right - 1 && other.left < one.right - 1 && one.top < other.bottom - slack && other.top < one.bottom - slack
  const pairs = (list) => list.flatMap((one, index) => list.slice(index + 1).map((other) => [one, other]))

  return {
    shown: () => items().filter(isShown).length,
    expected: (wanted) => items().filter((item) => matches(item, wanted)).length,
    /** Items that are shown and should not be, or the other way round. */
    wrong: (wanted) => items().filter((item) => isShown(item) !== matches(item, wanted)).length,
    selects: () =>
      all('#filtros select').map((select) => ({
        name: select.name,
        values: [...select.options].map((option) => option.value).filter((value) => value !== ''),
      })),
    hasForm: () => isShown(document.querySelector('#filtros')),
    /** Which parts beside or above the page are unfolded. */
    unfolded: () => all('.side details').map(({ open }) => open),
    status: () => document.querySelector('#filtros [role=status]').textContent,
    hidden: () => all('main section, [data-outcome]').filter((element) => !isShown(element)).length,
    charts: () =>
      all('svg[role=img]').map((svg) => ({
        says: document.getElementById(svg.getAttribute('aria-labelledby'))?.textContent ?? '',
        caption: svg.closest('figure')?.querySelector('figcaption')?.textContent ?? '',
      })),
    /** How each key of each legend is filled. */
    keys: () =>
      all('.legend').map((legend) => all('.key', legend).map((key) => `${getComputedStyle(key).backgroundColor} ${getComputedStyle(key).backgroundImage}`)),
    depths: () => all('h1, h2, h3, h4, h5, h6').map((heading) => Number(heading.tagName[1])),
    text: () => document.querySelector('main').textContent,
    clickLinks: () => {
      for (const link of all('nav a')) link.click()
    },
    /** Elements that stick out of the window, other than those inside what scrolls by itself. */
    wide: () => {
      const room = document.documentElement.clientWidth
      const out = all('main *').filter(
        (element) => element.closest('.scroll, .unseen, .skip, .symbols') === null && isShown(element) && element.getBoundingClientRect().right > room + 1,
      )
      return { room, page: document.documentElement.scrollWidth, out: out.map(name) }
    },
    /** Ordinary words, with what stands around them, that are cut between two lines; what is written without spaces for long may be. */
    cut: () => {
      const found = []
      const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT)
      const range = document.createRange()
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const parent = node.parentElement
        if (parent.closest('svg, code, .unseen, .skip, .who dt') || !isShown(parent)) continue
        for (const { 0: word, index } of node.data.matchAll(/\S+/g)) {
          if (!/^[«“"(¿]{0,2}\p{L}{2,16}[»”").,;:?]{0,2}$/u.test(word)) continue
          range.setStart(node, index)
          range.setEnd(node, index + word.length)
          if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) found.push(`${name(parent)}: ${word}`)
        }
      }
      return found
    },
    /** Boxes that leave a page of this width. */
    outside: (width) =>
      all('main, main *')
        .filter((element) => isShown(element) && element.closest('.unseen, .symbols') === null)
        .filter((element) => {
          const box = element.getBoundingClientRect()
          return box.width > 0 && box.height > 0 && (box.left < -1 || box.right > width + 1)
        })
        .map(name),
    /** Siblings that cover each other, and words of a chart that do. */
    decision: () => {
      const page = document.querySelector('section.decision')
      const boxes = (parent) =>
        [...parent.children]
          .filter((child) => isShown(child) && getComputedStyle(child).position !== 'absolute')
          .map((child) => ({ child, box: child.getBoundingClientRect() }))
          .filter(({ box }) => box.width > 0 && box.height > 0)
      const blocks = [page, ...all('*', page)]
        .filter((element) => element.closest('svg') === null)
        .flatMap((parent) =>
          pairs(boxes(parent))
            .filter(([one, other]) => cross(one.box, other.box, 1))
            .map(([one, other]) => `${name(one.child)} / ${name(other.child)}`),
        )
      const words = all('svg', page)
        .filter(isShown)
        .flatMap((svg) =>
          pairs(all('text', svg))
            .filter(([one, other]) => cross(one.getBoundingClientRect(), other.getBoundingClientRect(), 3))
            .map(([one, other]) => `${one.textContent} / ${other.textContent}`),
        )
      return { overlaps: [...blocks, ...words], height: page.getBoundingClientRect().height, blocks: page.children.length }
    },
    /** What could act, whoever put it there. */
    active: () => ({
      scripts: document.scripts.length,
      tags: [...new Set(all('*').map((element) => element.tagName.toLowerCase()))],
      attributes: [
        ...new Set(
          all('*')
            .flatMap((element) => element.getAttributeNames())
            .filter((attribute) => attribute.startsWith('on') || ['style', 'src', 'srcset', 'action', 'formaction', 'ping'].includes(attribute)),
        ),
      ],
      links: all('[href]')
        .map((element) => element.getAttribute('href'))
        .filter((href) => !href.startsWith('#')),
    }),
    poke: () => {
      for (const element of all('main *')) for (const type of ['click', 'mouseover', 'focus', 'error', 'load', 'toggle']) element.dispatchEvent(new Event(type))
    },
  }
})()
