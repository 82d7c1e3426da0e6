import { nearest } from '../../../values/nearest.ts';
import { registered } from '../../clusters/registered.ts';
import { filePatterns } from '../../delivery/file-patterns.ts';
import { sourcesOf } from '../../delivery/sources.ts';
import { installerOf } from '../../installers.ts';
import { itemsAt, text, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

/** Finalizers by which Argo CD deletes what an Application installed. */
const FINALIZERS = ['', '/background', '/foreground'].map((end) => `resources-finalizer.argocd.argoproj.io${end}`);
const AFTER = ['post-delete-finalizer.argocd.argoproj.io', 'post-delete-finalizer.argocd.argoproj.io/cleanup'];
/** Names of the own API server that Argo CD does not take for it. */
const NEARLY = /^https?:\/\/(?:kubernetes(?:\.default(?:\.svc(?:\.cluster\.local)?)?)?|[a-z0-9-]+\.svc(?:\.cluster\.local)?)(?::443)?\/?$/;
const OWN = 'https://kubernetes.default.svc';

export const applicationFieldsRead = defineRule({
  id: 'application-fields-read',
  severity: 'error',
  kinds: ['argoproj.io/v1alpha1/Application', 'argoproj.io/v1alpha1/ApplicationSet'],
  asks: 'Paths, patterns, clusters and finalizers of an Application are written as Argo CD reads them.',
  source:
    'https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/; https://argo-cd.readthedocs.io/en/stable/user-guide/directory/',
  *check(manifest, world) {
    const installer = installerOf(manifest);
    if (installer === undefined) return;
    for (const source of sourcesOf(installer)) {
      const written = textAt(source.fields, 'path') ?? '';
      if (written.startsWith('/')) {
        yield {
          path: `${source.path}.path`,
          message: `the path ${written} begins with a slash`,
          why: 'Argo CD refuses it: "app path is absolute". Nothing of the Application is installed.',
          fix: `Write ${written.replace(/^\/+/, '') || '.'}, from the root of the repository.`,
        };
      } else if (!source.templated) yield* filePatterns(source, world);
    }
    const server = textAt(installer.spec, 'destination.server') ?? '';
    if (
      server !== OWN &&
      NEARLY.test(server) &&
      !server.startsWith(`${OWN}:`) &&
      server !== `${OWN}/` &&
      !registered(world).some((each) => each.server === server)
    ) {
      yield {
        path: `${installer.specPath}.destination.server`,
        message: `${server} is not the name by which Argo CD knows its own cluster`,
        why: `It looks for a registered cluster of that address and finds none: the Application shows "there are no clusters with this server".`,
        fix: `Write ${OWN}.`,
      };
    }
    for (const [index, raw] of itemsAt(manifest.object, 'metadata.finalizers').entries()) {
      const name = text(raw) ?? '';
      if (FINALIZERS.includes(name) || AFTER.some((each) => name.startsWith(each))) continue;
      const near = nearest(name, FINALIZERS);
      if (near === undefined) continue;
      yield {
        path: `metadata.finalizers[${index}]`,
        message: `Argo CD knows no finalizer ${name}`,
        why: 'Nobody ever takes it away: an Application that is deleted hangs in deletion for ever, and what it installed stays.',
        fix: `Did you mean "${near}"?`,
      };
    }
  },
});
