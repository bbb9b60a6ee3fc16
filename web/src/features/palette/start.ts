import { mount } from 'svelte';
import OpenPalette from './OpenPalette.svelte';

// The way to the palette, put into its place in the header, which is there for who is signed in.
const target = document.getElementById('find');
if (target) mount(OpenPalette, { target });
