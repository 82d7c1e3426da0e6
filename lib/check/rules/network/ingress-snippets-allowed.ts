import { releasesOf } from '../../hosts/releases.ts';
import { fields, fieldsAt, text, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

const SNIPPET = /^nginx\.ingress\.kubernetes\.io\/((?:configuration|server|stream|auth|modsecurity)-snippet)$/;

export const ingressSnippetsAllowed = defineRule({
  id: 'ingress-snippets-allowed',
  severity: 'error',
  kinds: ['networking.k8s.io/v1/Ingress'],
  asks: 'Pieces of nginx in annotations are for a controller that is told to take them.',
  source:
    'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/configmap/#allow-snippet-annotations; https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations-risk/',
  *check({ object }, world) {
    const annotations = fieldsAt(object, 'metadata.annotations');
    const snippet = Object.keys(annotations).find((each) => SNIPPET.test(each));
    if (snippet === undefined) return;
    const wanted = textAt(object, 'spec.ingressClassName') ?? text(annotations['kubernetes.io/ingress.class']);
    const controller = controllers(world).find(({ name }) => name === wanted);
    if (controller === undefined) return;
    const { release, allows, risks } = controller;
    const [, short = ''] = SNIPPET.exec(snippet) ?? [];
    const path = `metadata.annotations["${snippet}"]`;
    if (!allows) {
      yield {
        path,
        message: `the Ingress has a ${short}, and release ${release} of ingress-nginx takes none (controller.allowSnippetAnnotations is off${controller.stated ? '' : ', the default since 4.8'})`,
        why: 'The admission webhook refuses the Ingress, or the controller passes it over: the host is answered with 404.',
        fix: 'Set controller.allowSnippetAnnotations: true with controller.config.annotations-risk-level: Critical, or use an annotation that does the same.',
      };
    } else if (!risks) {
      yield {
        path,
        message: `the Ingress has a ${short}, whose risk is Critical, and release ${release} of ingress-nginx takes annotations up to High (the default since 4.12)`,
        why: 'The admission webhook refuses the Ingress, or the controller passes it over: the host is answered with 404.',
        fix: 'Set controller.config.annotations-risk-level: Critical, or use an annotation that does the same.',
      };
    }
  },
});

interface Controller {
  readonly name: string;
  readonly release: string;
  readonly allows: boolean;
  readonly stated: boolean;
  readonly risks: boolean;
}

/** Releases of ingress-nginx, by the class that they serve. */
function controllers(world: World): readonly Controller[] {
  return world.once('controllers of ingress-nginx', () =>
    releasesOf(world).flatMap(({ chart, name, version, values, open }) => {
      const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(version ?? '') ?? [];
      if (chart !== 'ingress-nginx' || open === true || major === undefined) return [];
      const order = Number(major) * 100 + Number(minor);
      const config = fieldsAt(values, 'controller.config');
      const said = textAt(values, 'controller.allowSnippetAnnotations') ?? text(config['allow-snippet-annotations']);
      return {
        name: textAt(values, 'controller.ingressClassResource.name') ?? 'nginx',
        release: name,
        allows: said === undefined ? order < 408 : said === 'true',
        stated: said !== undefined,
        risks: order < 412 || text(fields(config)['annotations-risk-level']) === 'Critical',
      };
    }),
  );
}
