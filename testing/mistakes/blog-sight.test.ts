import { blogSight } from './blog-sight.ts';
import { foundMistakes } from './mistake.ts';

foundMistakes(blogSight);
