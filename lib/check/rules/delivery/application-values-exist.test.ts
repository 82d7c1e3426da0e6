import { inFile, kube, ruleCases } from '../../testing.ts';
import { applicationValuesExist } from './application-values-exist.ts';

const REPOSITORY = 'https://github.com/acme/gitops.git';
const files = ['charts/api/Chart.yaml', 'charts/api/values.yaml', 'charts/api/values-prod.yaml', 'values/loki.yaml', 'apps/web/web.yaml'];
const own = (valueFiles: readonly string[], more: object = {}) =>
  inFile(
    'argocd/api.yaml',
    kube(
      'argoproj.io/v1alpha1/Application',
      { name: 'api' },
      {
        spec: { source: { repoURL: REPOSITORY, path: 'charts/api', helm: { valueFiles, ...more } }, destination: { namespace: 'shop' } },
      },
    ),
  );
const lent = (file: string, ref = 'values') =>
  inFile(
    'argocd/loki.yaml',
    kube(
      'argoproj.io/v1alpha1/Application',
      { name: 'loki' },
      {
        spec: {
          sources: [
            { repoURL: 'https://grafana.github.io/helm-charts', chart: 'loki', targetRevision: '6.6.2', helm: { valueFiles: [file] } },
            { repoURL: REPOSITORY, ref },
          ],
          destination: { namespace: 'monitoring' },
        },
      },
    ),
  );
const both = (single: object, list: readonly object[]) =>
  inFile(
    'argocd/api.yaml',
    kube(
      'argoproj.io/v1alpha1/Application',
      { name: 'api' },
      { spec: { source: { repoURL: REPOSITORY, path: 'charts/api', ...single }, sources: list, destination: { namespace: 'shop' } } },
    ),
  );
const set = (path: string) =>
  inFile(
    'argocd/set.yaml',
    kube(
      'argoproj.io/v1alpha1/ApplicationSet',
      { name: 'apps' },
      {
        spec: {
          generators: [{ git: { repoURL: REPOSITORY, directories: [{ path }] } }],
          template: { spec: { source: { repoURL: REPOSITORY, path: '{{path}}' }, destination: { namespace: 'x' } } },
        },
      },
    ),
  );

ruleCases(applicationValuesExist, {
  accepts: {
    'files beside the chart, above it and at the root': {
      given: [own(['values.yaml', './values-prod.yaml', '../../values/loki.yaml', '/values/loki.yaml'])],
      files,
    },
    'a file of another source': { given: [own([]), lent('$values/values/loki.yaml')], files },
    'a file that may be missing': { given: [own(['values-test.yaml'], { ignoreMissingValueFiles: true })], files },
    'a source beside an empty list': { given: [both({}, [])], files },
    'URLs and templates': { given: [own(['https://example.org/values.yaml', 'values-{{env}}.yaml'])], files },
    'a file of the chart itself, from a registry': { given: [own([]), lent('values-ha.yaml')], files },
    'a folder with Applications': { given: [own([]), set('apps/*')], files },
  },
  refuses: {
    'another source without the sign before its name': {
      given: [lent('values/loki.yaml')],
      files,
      says: 'values/loki.yaml is looked for in the chart, and values is the name of another source (ref)',
      fix: 'Write $values/loki.yaml.',
    },
    'a source beside sources': {
      given: [
        both({ helm: { valueFiles: ['values-prd.yaml'] } }, [
          { repoURL: REPOSITORY, path: 'charts/api', helm: { valueFiles: ['values-production.yaml'] } },
        ]),
      ],
      files,
      says: [
        'beside sources, Argo CD passes over source, with charts/api, values-prd.yaml',
        'there is no file charts/api/values-production.yaml',
      ],
    },
    'a file that was renamed': {
      given: [own(['values.yaml', 'values-production.yaml'])],
      files,
      says: 'there is no file charts/api/values-production.yaml',
    },
    'a file that stands in another folder': {
      given: [own(['loki.yaml'])],
      files,
      says: 'there is no file charts/api/loki.yaml',
      fix: 'Did you mean "values/loki.yaml"?',
    },
    'a lent file that is off by a letter': {
      given: [own([]), lent('$values/values/lokki.yaml')],
      files,
      says: 'there is no file values/lokki.yaml',
      fix: 'Did you mean "values/loki.yaml"?',
    },
    'a source that nobody lends': {
      given: [lent('$values/values/loki.yaml', 'config')],
      files,
      says: '$values/values/loki.yaml is taken from a source with ref values, and there is none',
    },
    'a folder that was renamed': {
      given: [own([]), set('applications/*')],
      files,
      says: 'applications/* finds nothing: there is no folder applications',
    },
  },
});
