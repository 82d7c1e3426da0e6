import { releasesBy } from '../../hosts/releases.ts';
import { at, fields, itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

/** What a chart draws by chance at each render, because Argo CD renders without the cluster; `undefined` where its values prevent it. */
type Drawn = (values: unknown) => { readonly what: string; readonly fix: string } | undefined;

function unless(set: readonly string[], what: string, fix: string): Drawn {
  return (values) => (set.some((path) => (textAt(values, path) ?? '') !== '') ? undefined : { what, fix });
}

/** From the templates of each chart: values with randAlphaNum, genCA or genSignedCert. */
const DRAWN: Readonly<Record<string, Drawn>> = {
  // https://docs.cilium.io/en/stable/observability/hubble/configuration/tls/
  cilium: (values) => {
    const off = [at(values, 'hubble.enabled'), at(values, 'hubble.tls.enabled'), at(values, 'hubble.tls.auto.enabled')].includes(false);
    if (off || (textAt(values, 'hubble.tls.auto.method') ?? 'helm') !== 'helm') return undefined;
    return {
      what: 'the certificates of Hubble (hubble.tls.auto.method is helm, the default)',
      fix: 'Set hubble.tls.auto.method: cronJob.',
    };
  },
  // https://github.com/kiali/helm-charts/blob/master/kiali-server/templates/_helpers.tpl
  'kiali-server': unless(
    ['login_token.signing_key'],
    'the signing key of Kiali (login_token.signing_key is empty)',
    'Set login_token.signing_key, by a Secret that is mounted over it (deployment.custom_secrets).',
  ),
  // https://github.com/grafana/helm-charts/blob/main/charts/grafana/templates/_helpers.tpl
  grafana: unless(['adminPassword', 'admin.existingSecret'], 'the password of the administrator', 'Set admin.existingSecret.'),
  minio: unless(['rootPassword', 'existingSecret', 'auth.rootPassword', 'auth.existingSecret'], 'the key of root', 'Set existingSecret.'),
};

export const chartRendersAlike = defineRule({
  id: 'chart-renders-alike',
  severity: 'warning',
  kinds: ['argoproj.io/v1alpha1/Application'],
  asks: 'A chart that Argo CD renders gives the same objects each time.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/helm/#random-data; seed 002, section 14',
  *check(manifest, world) {
    for (const { chart, values, open } of releasesBy(world, manifest)) {
      const drawn = open === true || !Object.hasOwn(DRAWN, chart) ? undefined : DRAWN[chart]?.(fields(values));
      const ignored = itemsAt(manifest.object, 'spec.ignoreDifferences').some((each) => textAt(each, 'kind') === 'Secret');
      if (drawn === undefined || ignored) continue;
      yield {
        path: 'spec.source',
        message: `chart ${chart} draws ${drawn.what} anew at each render`,
        why: 'The Application is never Synced; with selfHeal the Secret changes every few minutes: sessions end, and passwords that worked do not.',
        fix: drawn.fix,
      };
    }
  },
});
