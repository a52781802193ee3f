import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  base: '/operator/',
  plugins: [react()],
  // The server allows scripts from files of its own only: nothing inline.
  build: { modulePreload: { polyfill: false }, assetsInlineLimit: 0 },
});
