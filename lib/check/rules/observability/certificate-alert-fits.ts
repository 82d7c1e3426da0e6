import { ageIn, takes } from '../../observability/ages.ts';
import { durationSeconds } from '../../observability/expression.ts';
import { QUERY_KINDS, queriesIn } from '../../observability/queries.ts';
import { numberAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { CERTIFICATE } from '../../security/certificates.ts';
import type { World } from '../../world.ts';

const EXPIRY = 'certmanager_certificate_expiration_timestamp_seconds';
/** How long a certificate lives that does not say it. Unit: seconds; 90 days, set by cert-manager. */
const LIFE = 90 * 86_400;

export const certificateAlertFits = defineRule({
  id: 'certificate-alert-fits',
  severity: 'warning',
  kinds: QUERY_KINDS,
  asks: 'An alert on certificates that expire looks ahead less than cert-manager does when it renews them.',
  source: 'https://cert-manager.io/docs/usage/certificate/#reissuance-triggered-by-expiry-renewal',
  *check(manifest, world) {
    for (const { kind, name, path, tree } of queriesIn(world, manifest)) {
      const age = kind !== 'alert' || tree === undefined ? undefined : ageIn(tree);
      if (age?.metric !== EXPIRY || age.sort !== 'left') continue;
      const wrong = certificates(world).find(
        (each) =>
          each.before < age.seconds &&
          takes(age.matchers, 'name', each.name) &&
          takes(age.matchers, 'namespace', each.namespace) &&
          takes(age.matchers, 'exported_namespace', each.namespace),
      );
      if (wrong === undefined) continue;
      const always = wrong.life <= age.seconds;
      yield {
        path,
        message: `${name} fires ${days(age.seconds)} before the end, and Certificate ${wrong.namespace}/${wrong.name} ${always ? `lives ${days(wrong.life)}` : `is renewed ${days(wrong.before)} before it`}`,
        why: always
          ? 'It fires from the hour in which the certificate is issued, for ever: it is silenced, and nobody sees the one that is really not renewed.'
          : 'It fires before each renewal although all is well: it is silenced, and nobody sees the one that is really not renewed.',
        fix: `Compare with less than ${days(wrong.before)}, or set renewBefore to more than ${days(age.seconds)}.`,
      };
    }
  },
});

interface Lifetime {
  readonly namespace: string;
  readonly name: string;
  /** Units: seconds. */
  readonly life: number;
  /** So long before its end it is renewed: a third of its life unless it says otherwise. */
  readonly before: number;
}

/** Certificates of the tree, those that are renewed latest first. */
function certificates(world: World): readonly Lifetime[] {
  return world.once('lifetimes of certificates', () =>
    world
      .ofKind(CERTIFICATE)
      .flatMap(({ object }): readonly Lifetime[] => {
        const written = textAt(object, 'spec.duration');
        const life = written === undefined ? LIFE : durationSeconds(written);
        const own = textAt(object, 'spec.renewBefore');
        const share = numberAt(object, 'spec.renewBeforePercentage');
        const before = own !== undefined ? durationSeconds(own) : share === undefined ? (life ?? 0) / 3 : ((life ?? 0) * share) / 100;
        const { namespace = '', name } = object.metadata;
        return life === undefined || before === undefined ? [] : [{ namespace, name, life, before }];
      })
      .sort((a, b) => a.before - b.before),
  );
}

function days(count: number): string {
  const [unit, number] = count >= 86_400 ? ['day', count / 86_400] : ['hour', count / 3600];
  return `${Number(number.toFixed(1))} ${unit}${number === 1 ? '' : 's'}`;
}
