import { documentObject } from '../../document.ts';
import { deployment, ruleCases } from '../../testing.ts';
import { builtImageDeployed } from './built-image-deployed.ts';

const web = deployment({ container: { image: 'acme/shop-web:1.2' } });
const skaffold = (...images: readonly string[]) =>
  documentObject('Config', 'skaffold', {
    content: { apiVersion: 'skaffold/v4beta6', kind: 'Config', build: { artifacts: images.map((image) => ({ image })) } },
  });

ruleCases(builtImageDeployed, {
  accepts: {
    'the name of a manifest': [web, skaffold('acme/shop-web')],
    'the name without its registry': [web, skaffold('shop-web')],
    'a tree without workloads': [skaffold('x')],
    'another file': [web, documentObject('Config', 'x', { content: { build: { artifacts: [{ image: 'x' }] } } })],
  },
  refuses: {
    'another name': {
      given: [web, skaffold('acme/shop-wbe')],
      says: 'no manifest runs the image acme/shop-wbe',
      fix: 'Did you mean "acme/shop-web"?',
    },
  },
});
