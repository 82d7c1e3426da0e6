import { blogDelivery } from './blog-delivery.ts';
import { foundMistakes } from './mistake.ts';

foundMistakes(blogDelivery);
