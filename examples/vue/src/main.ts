import { createPixel } from '@countersign/pixel/vue'
import { createApp } from 'vue'
import App from './App.vue'
import { countersign } from './countersign.ts'

createApp(App).use(createPixel(countersign)).mount('#app')
