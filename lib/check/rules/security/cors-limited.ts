import { POD_KINDS } from '../../pods.ts';
import { at, itemsAt, textAt, textsAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { texts } from '../../texts.ts';
import { nginxConfigs } from '../../texts/nginx-configs.ts';
import { echoesOrigins } from '../../texts/nginx-origins.ts';

const NAMED = /(CORS.*ORIGINS?|ALLOWED_ORIGINS?|ALLOW_ORIGINS?|ACCESS_CONTROL_ALLOW_ORIGIN)$/i;

export const corsLimited = defineRule({
  id: 'cors-limited',
  severity: 'info',
  kinds: [...POD_KINDS, 'v1/ConfigMap', 'networking.istio.io/v1/VirtualService', 'networking.k8s.io/v1/Ingress'],
  asks: 'Pages of other origins may call an API only where they are named.',
  source: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS; seed 003, M31',
  *check(manifest, world) {
    const { object } = manifest;
    const why = 'Any page that a user opens may call the API and read what it answers.';
    const fix = 'Name the origins: https://shop.example.org.';
    for (const { path, key, value } of object.kind === 'VirtualService' || object.kind === 'Ingress' ? [] : texts(manifest, world)) {
      if (NAMED.test(key) && value.trim() === '*') yield { path, message: `${key} is *: every page may call it`, why, fix };
    }
    for (const { path, config } of object.kind === 'ConfigMap' ? nginxConfigs(manifest, world) : []) {
      if (!echoesOrigins(config.directives)) continue;
      yield {
        path,
        severity: 'warning',
        message: 'nginx answers every origin with its own name, and allows cookies',
        why: 'Any page that a user opens acts in the name of that user.',
        fix: 'Set the origin from a map of those that may call: map $http_origin $cors_origin { "https://shop.example.org" $http_origin; }.',
      };
    }
    for (const [index, route] of itemsAt(object, 'spec.http').entries()) {
      const policy = at(route, 'corsPolicy');
      const open = itemsAt(policy, 'allowOrigins').some(
        (each) => textAt(each, 'exact') === '*' || /^\^?\.[*+]\$?$/.test(textAt(each, 'regex') ?? ''),
      );
      if (!open) continue;
      const credentials = at(policy, 'allowCredentials') === true;
      yield {
        path: `spec.http[${index}].corsPolicy.allowOrigins`,
        ...(credentials ? { severity: 'warning' as const } : {}),
        message: `corsPolicy allows every origin${credentials ? ', with cookies' : ''}`,
        why: credentials ? 'Any page that a user opens acts in the name of that user.' : why,
        fix,
      };
    }
    const annotations = textsAt(object, 'metadata.annotations');
    const prefix = 'nginx.ingress.kubernetes.io';
    if (annotations[`${prefix}/enable-cors`] !== 'true' || (annotations[`${prefix}/cors-allow-origin`] ?? '*').trim() !== '*') return;
    yield { path: 'metadata.annotations', message: `${prefix}/enable-cors lets every origin in (cors-allow-origin is *)`, why, fix };
  },
});
