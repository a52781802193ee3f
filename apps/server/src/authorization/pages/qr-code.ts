import encodeQR from 'qr';
import { type Html, html } from './html.ts';

/** Light margin around the code, in modules (ISO/IEC 18004 §9.1). */
const MARGIN = 4;

/** A QR code as inline SVG: one path of dark squares, drawn without script or style of its own. */
export function qrCode(address: string, label: string): Html {
  const rows = encodeQR(address, 'raw', { border: MARGIN, ecc: 'medium' });
  const size = rows.length;
  const path = rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return html`<svg class="qr" role="img" aria-label="${label}" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><rect width="${size}" height="${size}" fill="#fff"/><path d="${path}" fill="#000"/></svg>`;
}
