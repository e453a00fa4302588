package org.hobnob.protocol;

final class Tmp {}
