/** How this page behaves, written into it by the server: `messageKeyProperty`, `syncMs`, `passkey`. */
export const settings = window.phoneNetwork
