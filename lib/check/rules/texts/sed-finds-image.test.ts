import { deployment, kube, ruleCases } from '../../testing.ts';
import { sedFindsImage } from './sed-finds-image.ts';

const web = { object: deployment({ container: { image: 'ghcr.io/acme/blog-web:v84' } }), file: 'blog/web.yaml' };
const script = (line: string) => kube('slipway.dev/v1/Script', { name: 'bump.sh' }, { text: `#!/bin/sh\n${line}\n` });

ruleCases(sedFindsImage, {
  accepts: {
    'the image of the file': [web, script('sed -i "s|image: ghcr.io/acme/blog-web:.*|image: ghcr.io/acme/blog-web:v85|" blog/web.yaml')],
    'any image': [web, script("sed -i 's|image: .*|image: ghcr.io/acme/blog-web:v85|' blog/web.yaml")],
    'the tag alone': [web, script("sed -i 's/v84/v85/' blog/web.yaml")],
    'a name in a variable': [web, script('sed -i "s|image: $IMAGE:.*|image: $IMAGE:v85|" blog/web.yaml')],
    'a file that is not in the tree': [web, script('sed -i "s|image: ghcr.io/acme/x:.*|image: ghcr.io/acme/x:v1|" other/web.yaml')],
  },
  refuses: {
    'an image by its old name': {
      given: [web, script('sed -i "s|image: ghcr.io/acme/blog:.*|image: ghcr.io/acme/blog:v85|" blog/web.yaml')],
      says: 'line 2: sed looks for ghcr.io/acme/blog in blog/web.yaml, which has ghcr.io/acme/blog-web:v84',
    },
  },
});
