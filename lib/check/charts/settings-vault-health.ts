import { at, textAt } from '../read.ts';
import { off, on, type Given, type WrongSetting } from './setting.ts';

const HEALTH = '/v1/sys/health?standbyok=true';

/** What the kubelet asks of a Vault that nobody has opened yet. @see https://developer.hashicorp.com/vault/api-docs/system/health */
export function* vaultHealth({ values }: Given): Iterable<WrongSetting> {
  const variables = at(values, 'global.extraEnvironmentVars');
  if (variables !== undefined) {
    yield {
      path: 'global.extraEnvironmentVars',
      severity: 'warning',
      message: 'the chart reads server.extraEnvironmentVars and injector.extraEnvironmentVars, not global.extraEnvironmentVars',
      why: 'Helm takes the value without a word: the pods of Vault do not have these variables.',
      fix: 'Move them to server.extraEnvironmentVars.',
    };
  }
  if (on(values, 'server.dev.enabled') || !on(values, 'server.livenessProbe.enabled') || at(values, 'server.livenessProbe.execCommand'))
    return;
  const path = textAt(values, 'server.livenessProbe.path') ?? HEALTH;
  if (!path.startsWith('/v1/sys/health') || (path.includes('sealedcode=') && path.includes('uninitcode='))) return;
  const lacks = ['sealedcode', 'uninitcode'].filter((each) => !path.includes(`${each}=`));
  yield {
    path: textAt(values, 'server.livenessProbe.path') === undefined ? 'server.livenessProbe' : 'server.livenessProbe.path',
    // What a KMS opens is sealed for a moment only.
    severity: /\bseal\s+"/.test(JSON.stringify(values).replaceAll('\\"', '"')) ? 'info' : 'warning',
    message: `the liveness probe asks ${path}, on which ${lacks.includes('sealedcode') ? 'a sealed Vault answers 503' : ''}${lacks.length === 2 ? ' and ' : ''}${lacks.includes('uninitcode') ? 'a new one 501' : ''}`,
    why: 'The kubelet restarts the pod before anybody has unsealed it, again and again: after each restart of a node Vault cannot be opened in peace.',
    fix: `Write ${path}${lacks.map((each, index) => `${index === 0 && !path.includes('?') ? '?' : '&'}${each}=204`).join('')}.`,
  };
}

/** @see https://github.com/hashicorp/vault-helm/blob/main/values.yaml */
export function* vaultStorage({ values, installs }: Given): Iterable<WrongSetting> {
  // Who says nothing of Raft may lay the rest over it elsewhere.
  if (on(values, 'server.dev.enabled') || !on(values, 'server.ha.enabled') || !off(values, 'server.ha.raft.enabled')) return;
  if (at(values, 'server.ha.config') !== undefined || installs?.('consul') === true) return;
  yield {
    path: 'server.ha',
    severity: 'warning',
    message: 'Vault stores in Consul at HOST_IP:8500, the default of the chart for server.ha, and the tree installs no Consul',
    why: 'Its pods wait for a Consul on their node: none is ever ready, and nobody can initialize Vault.',
    fix: 'Set server.ha.raft.enabled: true, or write the storage into server.ha.config.',
  };
}
