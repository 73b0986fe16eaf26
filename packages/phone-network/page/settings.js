/** How this page behaves, written into it by the server: `messageKeyProperty`, `syncMs`. */
export const settings = window.phoneNetwork
