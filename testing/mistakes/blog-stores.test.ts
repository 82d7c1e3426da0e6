import { blogStores } from './blog-stores.ts';
import { foundMistakes } from './mistake.ts';

foundMistakes(blogStores);
