import { at, text, textAt } from '../read.ts';

const CONFIGS = ['server.standalone.config', 'server.ha.raft.config', 'server.ha.config'];

/**
 * Whether the listener of a Vault of HashiCorp's chart is encrypted: its own configuration has `tls_disable = 1`.
 * `undefined` where the values do not say it in a way that is known.
 */
export function isEncrypted(values: unknown): boolean | undefined {
  if (at(values, 'server.dev.enabled') === true) return false;
  const ha = at(values, 'server.ha.enabled') === true;
  const path = ha ? (at(values, 'server.ha.raft.enabled') === true ? CONFIGS[1] : CONFIGS[2]) : CONFIGS[0];
  const config = at(values, path ?? '');
  if (config === undefined || config === null) return false;
  const written = listener(text(config) ?? JSON.stringify(config));
  if (/tls_disable"?\s*[:=]\s*"?(1|true)\b/.test(written)) return false;
  return /tls_cert_file|tls_disable"?\s*[:=]\s*"?(0|false)\b/.test(written) ? true : undefined;
}

/** The listener that the chart's Service and probes ask, where there are several: the one on Vault's own port. */
function listener(config: string): string {
  const blocks = [...config.matchAll(/listener\s+"tcp"\s*\{([^}]*)\}/g)].map(([, block = '']) => block);
  return (blocks.length > 1 ? blocks.find((block) => /address"?\s*[:=]\s*"[^"]*:8200"/.test(block)) : undefined) ?? config;
}

/** Whether the chart itself speaks to its Vault without TLS: in probes and in the address that it hands to its pods. */
export function probesPlainly(values: unknown): boolean {
  return textAt(values, 'global.tlsDisable') !== 'false';
}
