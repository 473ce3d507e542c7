// The CI file of each system: the evidence is checked on every push and once a week, with the version of the program fixed.
import { messages } from '../i18n/index.ts'
import type { Lang } from '../model/vocabulary.ts'

export const CI_SYSTEMS = ['github', 'gitlab', 'azure', 'jenkins'] as const
export type CiSystem = (typeof CI_SYSTEMS)[number]

/** Actions of others by the commit of a release: a tag can be moved. */
export const ACTIONS = {
  checkout: 'actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2',
  node: 'actions/setup-node@49933ea5288caeca8642d1e84afbd3f7d6820020 # v4.4.0',
  sarif: 'github/codeql-action/upload-sarif@192325c86100d080feab897ff886c34abd4c83a3 # v3.30.3',
} as const

const NODE = '24'

/** Where the file goes and what it says. Azure's is in a folder of its own: beside the evidence it would count as a file that nobody reads. */
export function ciFile(system: CiSystem, version: string, lang: Lang): { readonly path: string; readonly text: string } {
  const { ci: words } = messages(lang).init
  const run = `npx --yes cumple@${version} check . --lang ${lang}`
  switch (system) {
    case 'github':
      return {
        path: '.github/workflows/cumple.yml',
        text: `name: cumple
on:
  push:
  pull_request:
  workflow_dispatch:
  schedule:
    - cron: '0 11 * * 1' # ${words.weekly}
permissions:
  contents: read
  security-events: write
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: ${ACTIONS.checkout}
        with:
          persist-credentials: false
      - uses: ${ACTIONS.node}
        with:
          node-version: '${NODE}'
      - name: ${words.check}
        run: |
          ${run} \\
            --format github --format sarif=check.sarif --format markdown=check.md --summary
      # ${words.github.sarif}
      - if: always() && hashFiles('check.sarif') != ''
        continue-on-error: true
        uses: ${ACTIONS.sarif}
        with:
          sarif_file: check.sarif
          category: cumple
`,
      }
    case 'gitlab':
      return {
        path: '.gitlab-ci.yml',
        text: `cumple:
  image: node:${NODE}-slim
  script:
    - ${run} --format gitlab=gl-code-quality.json --format junit=junit.xml --format markdown=check.md
  artifacts:
    when: always
    expire_in: 30 days
    paths:
      - check.md
    reports:
      codequality: gl-code-quality.json
      junit: junit.xml
`,
      }
    case 'azure':
      return {
        path: '.azuredevops/cumple.yml',
        text: `trigger:
  branches:
    include: ['*']
schedules:
  - cron: '0 11 * * 1' # ${words.weekly}
    displayName: cumple
    branches:
      include: [main]
    always: true
pool:
  vmImage: ubuntu-latest
steps:
  - task: UseNode@1
    inputs:
      version: '${NODE}.x'
  - script: ${run} --format junit=junit.xml --format sarif=check.sarif --format markdown=check.md
    displayName: ${words.check}
  - script: |
      if [ -f check.md ]; then echo "##vso[task.uploadsummary]$PWD/check.md"; fi
    condition: always()
    displayName: check.md
  - task: PublishTestResults@2
    condition: always()
    inputs:
      testResultsFormat: JUnit
      testResultsFiles: junit.xml
      testRunTitle: cumple
  - task: PublishBuildArtifacts@1
    condition: always()
    continueOnError: true
    inputs:
      pathToPublish: check.sarif
      artifactName: CodeAnalysisLogs
`,
      }
    case 'jenkins':
      return {
        path: 'Jenkinsfile',
        text: `// ${words.jenkins}
pipeline {
  agent { docker { image 'node:${NODE}-slim' } }
  triggers { cron('H 6 * * 1') } // ${words.weekly}
  stages {
    stage('cumple') {
      steps {
        sh '''
          export npm_config_cache="$(mktemp -d)"
          ${run} --format junit=junit.xml --format sarif=check.sarif --format markdown=check.md
        '''
      }
    }
  }
  post {
    always {
      junit testResults: 'junit.xml', allowEmptyResults: true, skipMarkingBuildUnstable: true
      archiveArtifacts artifacts: 'check.md,check.sarif,junit.xml', allowEmptyArchive: true
    }
  }
}
`,
      }
  }
}
