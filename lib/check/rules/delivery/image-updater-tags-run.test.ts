import { deployment, inFile, kube, ruleCases } from '../../testing.ts';
import { imageUpdaterTagsRun } from './image-updater-tags-run.ts';

const PREFIX = 'argocd-image-updater.argoproj.io/';
const application = (tags: string, list = 'web=acme/web:~1.2, api=acme/api') =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { annotations: { [`${PREFIX}image-list`]: list, [`${PREFIX}web.allow-tags`]: tags } },
    { spec: { source: { path: 'web' }, destination: {} } },
  );
const web = inFile('web/web.yaml', deployment({ container: { image: 'acme/web:main-1a2b3c4' } }));

ruleCases(imageUpdaterTagsRun, {
  accepts: {
    'the tags of the build': [web, application('regexp:^main-[0-9a-f]{7}$')],
    'an image that is not in the tree': [application('regexp:^v')],
    'tags that a word allows, and an expression that is none': [web, application('any'), application('regexp:(')],
    'what another Application installs': [
      inFile('api/web.yaml', deployment({ container: { image: 'acme/web:main-1a2b3c4' } })),
      application('regexp:^v'),
    ],
    'a list without names': [web, application('regexp:^v', 'acme/web')],
  },
  refuses: {
    'tags that no build writes': {
      given: [web, application('regexp:^v[0-9]+$')],
      says: 'only tags like ^v[0-9]+$ are taken, and acme/web runs as main-1a2b3c4',
    },
  },
});
