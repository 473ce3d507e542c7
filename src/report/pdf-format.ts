// The HTML report, printed. The printer is handed in, so that nothing here knows a browser.
import type { Format } from './format.ts'
import html from './html.ts'

export default {
  extension: 'pdf',
  fileName: 'informe.pdf',
  binary: true,
  render: async (assessment, options) => {
    if (!options.print) throw new Error('a PDF needs a printer')
    return options.print(html.render(assessment, options), { generatedAt: assessment.generatedAt })
  },
} satisfies Format
