import { isGuide } from '../../guides.ts';
import { fields, fieldsAt, text } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { secretShape } from '../../secrets.ts';
import { isFilledBySed } from '../../texts/sed-fills.ts';

/** What a repository or cluster of Argo CD says beside its login. */
const OF_ARGO_CD = new Set(
  [
    'url',
    'name',
    'type',
    'username',
    'project',
    'server',
    'namespaces',
    'clusterResources',
    'shard',
    'insecure',
    'insecureIgnoreHostKey',
  ].concat([
    ...['enableOCI', 'enableLfs', 'forceHttpBasicAuth', 'proxy', 'noProxy', 'githubAppID', 'githubAppInstallationID'],
    ...['githubAppEnterpriseBaseUrl', 'useAzureWorkloadIdentity', 'insecureOCIForceHttp'],
  ]),
);

/** Filled in by Flux, a plugin of Argo CD or whoever else delivers the object; a certificate is for everybody to see. */
const FILLED_IN =
  /\$\{|\$\(|\{\{|^\$[A-Z_][A-Z0-9_]*$|^<[^<>\n]+>$|^(ENC\[|vault:|ref\+|op:\/\/|__)|^-----BEGIN CERTIFICATE-----(?![\s\S]*PRIVATE)/;

/** What goes with a login and opens nothing by itself. */
const NO_SECRET = /^(user(_?name)?|db-?user|database|dbname|db_?name|host(name)?|port|region|endpoint|bucket|email)$/i;

/** It says itself that it opens nothing. */
const MADE_UP = /^(fake|dummy|unused|not-used|placeholder)$/i;

/** How Argo CD speaks to a cluster, where it is no login that says it: `{"tlsClientConfig": {"insecure": true}}`. */
function isOpenConfig(config: string): boolean {
  try {
    const { password, bearerToken, tlsClientConfig } = fields(JSON.parse(config));
    return [password, bearerToken, fields(tlsClientConfig)['keyData']].every((each) => each === undefined || each === '');
  } catch {
    return false;
  }
}

export const noSecretObject = defineRule({
  id: 'no-secret-object',
  severity: 'error',
  kinds: ['v1/Secret'],
  asks: 'No Secret with values is published.',
  source: 'https://kubernetes.io/docs/concepts/security/secrets-good-practices/; seed 002, L-17',
  *check({ object, file }, world) {
    // SOPS keeps the values encrypted, beside a map of its own.
    if (object['sops'] !== undefined) return;
    const ofArgoCd = object.metadata.labels?.['argocd.argoproj.io/secret-type'] !== undefined;
    for (const list of ['data', 'stringData']) {
      const keys = Object.entries(fieldsAt(object, list)).flatMap(([key, raw]) => {
        const written = text(raw) ?? '';
        const value = list === 'data' ? Buffer.from(written, 'base64').toString('utf8') : written;
        const open =
          isGuide(file) ||
          written === '' ||
          MADE_UP.test(value.trim()) ||
          FILLED_IN.test(value.trim()) ||
          FILLED_IN.test(written) ||
          isFilledBySed(world, written) ||
          (ofArgoCd && (OF_ARGO_CD.has(key) || (key === 'config' && isOpenConfig(value))));
        return open && secretShape(value) === undefined ? [] : key;
      });
      if (keys.every((key) => NO_SECRET.test(key))) continue;
      yield {
        path: list,
        message: `the Secret carries values for ${keys.join(', ')}`,
        why: 'Base64 is no encryption: whoever can read the repository, now or in its history, has these credentials, and they must all be replaced.',
        fix: 'Remove the object and create the Secret by hand, or publish a SealedSecret or ExternalSecret. Replace the credentials.',
      };
    }
  },
});
