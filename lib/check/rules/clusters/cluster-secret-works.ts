import { REGISTRY_KINDS, registered } from '../../clusters/registered.ts';
import { secretContents } from '../../clusters/contents.ts';
import { toldBy } from '../../clusters/where.ts';
import { at, fields, textAt, textsAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const clusterSecretWorks = defineRule({
  id: 'cluster-secret-works',
  severity: 'error',
  kinds: REGISTRY_KINDS,
  asks: 'What a Secret tells Argo CD of a cluster can be read, logs in, and does not contradict itself about certificates.',
  source: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#clusters; seed 004, section 4.2',
  *check(manifest, world) {
    const { object } = manifest;
    if (toldBy(registered(world), manifest).length === 0) return;
    const place = object.kind === 'Secret' ? ('stringData' in object ? 'stringData' : 'data') : 'spec.target.template.data';
    const [server = ''] = toldBy(registered(world), manifest).map((each) => each.server ?? '');
    if (/^https:\/\/\d+(\.\d+){3}\/?$/.test(server)) {
      const beside = registered(world).some((each) => /:6443\/?$/.test(each.server ?? ''));
      yield {
        path: `${place}.server`,
        severity: beside ? 'warning' : 'info',
        message: `${server} is asked on port 443, and API servers listen on 6443 unless something stands in front of them`,
        why: 'Argo CD is refused, and every Application of the cluster stays Unknown.',
        fix: `Write ${server.replace(/\/$/, '')}:6443.`,
      };
    }
    const written = (object.kind === 'Secret' ? secretContents(object) : textsAt(object, place))['config'];
    // A template may hand over the whole of it.
    if (written === undefined || object.kind === 'SealedSecret' || /^\s*\{\{/.test(written)) return;
    const path = `${place}.config`;
    const config = parsed(written);
    if (config === undefined) {
      yield {
        path,
        message: 'config is no JSON',
        why: 'Argo CD cannot read the Secret: the cluster is not listed, and its Applications stay Unknown.',
        fix: 'Write one JSON object with bearerToken and tlsClientConfig.',
      };
      return;
    }
    const tls = fields(at(config, 'tlsClientConfig'));
    if (tls['insecure'] === true && (textAt(tls, 'caData') ?? '') !== '') {
      yield {
        path,
        message: 'tlsClientConfig has insecure: true and caData',
        why: 'Argo CD refuses both together ("specifying a root certificates file with the insecure flag is not allowed"): the cluster is not reached.',
        fix: 'Leave insecure out: caData is there to check by.',
      };
    }
    const login = ['bearerToken', 'username', 'awsAuthConfig', 'execProviderConfig'].some((key) => at(config, key) !== undefined);
    if (login || textAt(tls, 'certData') !== undefined) return;
    yield {
      path,
      message: 'config names no way to log in',
      why: 'The API server takes Argo CD for nobody (system:anonymous): every Application of the cluster stays Unknown.',
      fix: 'Add bearerToken, or certData and keyData.',
    };
  },
});

/** JSON in which a template may stand for single values, quoted or bare. */
function parsed(written: string): unknown {
  for (const text of [
    written,
    written.replace(/\{\{(?:[^{}]|"[^"]*")*\}\}/g, 'x'),
    written.replace(/"?\{\{(?:[^{}]|"[^"]*")*\}\}"?/g, '"x"'),
  ]) {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      continue;
    }
  }
  return undefined;
}
