import { blogPods } from './blog-pods.ts';
import { foundMistakes } from './mistake.ts';

foundMistakes(blogPods);
