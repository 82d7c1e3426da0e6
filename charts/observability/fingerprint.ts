import { createHash } from 'node:crypto';

/**
 * Tells the state in which queries were checked from any other (`dashboards/built/checked.json`): reading a hundred
 * queries takes longer than the rest of a synthesis may. The first 16 hexadecimal digits of a SHA-256.
 */
export function fingerprint(...parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}
