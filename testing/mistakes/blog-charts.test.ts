import { blogCharts } from './blog-charts.ts';
import { foundMistakes } from './mistake.ts';

foundMistakes(blogCharts);
